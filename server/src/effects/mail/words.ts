import type { Language, NotificationKind } from "@pathwayks/contracts";
import type { Letter } from "./letter.ts";

type Name = Exclude<Letter["name"], "notification">;

/** The words of a letter. `{name}` in them is replaced by a value; nothing personal stands in a subject. */
export interface LetterWords {
  readonly subject: string;
  readonly lines: readonly string[];
  /** What the link says. */
  readonly action: string;
}

const ifNotYou = {
  en: "If this was not you, you need not do anything. Nobody can use this letter without reading your mail.",
  es: "Si no fue usted, no tiene que hacer nada. Nadie puede usar esta carta sin leer su correo.",
};

export const letterWords: Readonly<Record<Language, Readonly<Record<Name, LetterWords>>>> = {
  en: {
    "verify-address": { subject: "Confirm your address for PathwayKS", lines: ["Somebody made a PathwayKS account with this address. If it was you, confirm that the address is yours.", ifNotYou.en], action: "Confirm the address" },
    "address-in-use": { subject: "Your PathwayKS account", lines: ["Somebody tried to make a PathwayKS account with this address, but it has one already. If it was you, sign in; if you forgot your password, set a new one there.", ifNotYou.en], action: "Sign in" },
    "reset-password": { subject: "Set a new password for PathwayKS", lines: ["Somebody asked to set a new password for the PathwayKS account with this address.", ifNotYou.en], action: "Set a new password" },
    invitation: { subject: "Your PathwayKS account", lines: ["A PathwayKS account was made for your work. Choose a password; then set up a second factor, which such an account must have.", "The link counts for three days."], action: "Choose a password" },
    "confirm-new-address": { subject: "Confirm your new address for PathwayKS", lines: ["Somebody wants to use this address for a PathwayKS account. If it was you, confirm it.", ifNotYou.en], action: "Confirm the address" },
    "guardian-asked": {
      subject: "A young person asks for your consent",
      lines: ["{firstName} wants to use PathwayKS to find training and work, and gave your address as that of a parent or guardian.", "Until you agree, nothing is passed on to schools or employers. You can also refuse.", "If you do not know this person, refuse or ignore this letter."],
      action: "Read and answer",
    },
    "guardian-agreed": {
      subject: "You agreed, and how to take it back",
      lines: ["You agreed that {firstName} asks schools for a place and applies for jobs through PathwayKS.", "Keep this letter. If you change your mind, say no by the link, and from then on nothing more is passed on."],
      action: "Take it back",
    },
  },
  es: {
    "verify-address": { subject: "Confirme su dirección para PathwayKS", lines: ["Alguien creó una cuenta de PathwayKS con esta dirección. Si fue usted, confirme que la dirección es suya.", ifNotYou.es], action: "Confirmar la dirección" },
    "address-in-use": { subject: "Su cuenta de PathwayKS", lines: ["Alguien intentó crear una cuenta de PathwayKS con esta dirección, pero ya tiene una. Si fue usted, inicie sesión; si olvidó su contraseña, allí puede poner una nueva.", ifNotYou.es], action: "Iniciar sesión" },
    "reset-password": { subject: "Ponga una contraseña nueva para PathwayKS", lines: ["Alguien pidió poner una contraseña nueva para la cuenta de PathwayKS con esta dirección.", ifNotYou.es], action: "Poner una contraseña nueva" },
    invitation: { subject: "Su cuenta de PathwayKS", lines: ["Se creó una cuenta de PathwayKS para su trabajo. Elija una contraseña; después configure un segundo factor, que una cuenta así debe tener.", "El enlace vale tres días."], action: "Elegir una contraseña" },
    "confirm-new-address": { subject: "Confirme su nueva dirección para PathwayKS", lines: ["Alguien quiere usar esta dirección para una cuenta de PathwayKS. Si fue usted, confírmela.", ifNotYou.es], action: "Confirmar la dirección" },
    "guardian-asked": {
      subject: "Un joven pide su consentimiento",
      lines: ["{firstName} quiere usar PathwayKS para encontrar formación y trabajo, y dio su dirección como la de su madre, padre o tutor.", "Hasta que usted acepte, no se pasa nada a escuelas ni empleadores. También puede negarse.", "Si no conoce a esta persona, niéguese o ignore esta carta."],
      action: "Leer y responder",
    },
    "guardian-agreed": {
      subject: "Usted aceptó, y cómo retirarlo",
      lines: ["Usted aceptó que {firstName} pida plaza en escuelas y solicite empleos por medio de PathwayKS.", "Guarde esta carta. Si cambia de opinión, diga que no con el enlace, y desde entonces no se pasa nada más."],
      action: "Retirar el consentimiento",
    },
  },
};

const open = { en: "Open PathwayKS", es: "Abrir PathwayKS" };

export const notificationWords: Readonly<Record<Language, Readonly<Record<NotificationKind, LetterWords>>>> = {
  en: {
    "submission-received": { subject: "We received what you sent", lines: ["What you sent has arrived. Your receipt number is {receipt}."], action: open.en },
    "partner-answered": { subject: "There is an answer for you", lines: ["A school or employer has answered you."], action: open.en },
    "needs-you": { subject: "Something needs you", lines: ["Something that you sent cannot go on without you."], action: open.en },
    "interview-reminder": { subject: "A reminder", lines: ["You have an appointment soon. The app says when and where."], action: open.en },
    "check-in": { subject: "How is it going?", lines: ["Tell us how it is going, so that the next step fits."], action: open.en },
    security: { subject: "Something changed on your PathwayKS account", lines: ["Something that keeps your account safe was changed. If it was not you, sign in, change your password and end the other sessions."], action: open.en },
    message: { subject: "You have a message", lines: ["Somebody who helps you at a workforce center wrote:", "{text}"], action: open.en },
  },
  es: {
    "submission-received": { subject: "Recibimos lo que envió", lines: ["Lo que envió ha llegado. Su número de recibo es {receipt}."], action: open.es },
    "partner-answered": { subject: "Hay una respuesta para usted", lines: ["Una escuela o un empleador le ha respondido."], action: open.es },
    "needs-you": { subject: "Algo le necesita", lines: ["Algo que usted envió no puede seguir sin usted."], action: open.es },
    "interview-reminder": { subject: "Un recordatorio", lines: ["Pronto tiene una cita. La aplicación dice cuándo y dónde."], action: open.es },
    "check-in": { subject: "¿Cómo va todo?", lines: ["Díganos cómo va, para que el siguiente paso le convenga."], action: open.es },
    security: { subject: "Algo cambió en su cuenta de PathwayKS", lines: ["Se cambió algo que protege su cuenta. Si no fue usted, inicie sesión, cambie su contraseña y cierre las otras sesiones."], action: open.es },
    message: { subject: "Tiene un mensaje", lines: ["Alguien que le ayuda en un centro de empleo escribió:", "{text}"], action: open.es },
  },
};

export const footer = {
  en: "You get this letter because of your PathwayKS account. Which letters you get, you choose in the app.",
  es: "Recibe esta carta por su cuenta de PathwayKS. Qué cartas recibe lo elige usted en la aplicación.",
};
