import { civilDate, dayNumber, emailAddress, passedOn, phoneNumber, type ConsentGiven, type Contact, type EntryBody, type IsoDate, type Json, type Language } from "@pathwayks/contracts";

/** What the fields of a form hold, as typed. Kept as a draft; nothing of it is sent before it was looked at. */
export interface FormValues {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  /** Empty: the next start. */
  readonly startOn: string;
  readonly message: string;
}
export type FormField = keyof FormValues;
export const emptyForm: FormValues = { firstName: "", lastName: "", email: "", phone: "", startOn: "", message: "" };

/** A draft as it was kept, whatever version kept it. */
export function formValues(draft: Json): FormValues {
  const kept = typeof draft === "object" && draft !== null ? Object.entries(draft).filter(([name, value]) => name in emptyForm && typeof value === "string") : [];
  return { ...emptyForm, ...Object.fromEntries(kept) };
}

export const fromContact = ({ firstName, lastName, email, phone }: Contact): FormValues =>
  ({ ...emptyForm, firstName, lastName, email: email ?? "", phone: phone ?? "" });

export const contactOf = (values: FormValues): Contact => ({
  firstName: values.firstName.trim(), lastName: values.lastName.trim(), email: values.email.trim() || null, phone: values.phone.trim() || null,
});

/** Fields that are not right yet, and which words say why. */
export function formErrors(values: FormValues): Partial<Record<FormField, "name" | "reach" | "email" | "phone">> {
  const { firstName, lastName, email, phone } = contactOf(values);
  return {
    ...(firstName === "" && { firstName: "name" as const }),
    ...(lastName === "" && { lastName: "name" as const }),
    ...(email === null && phone === null && { email: "reach" as const }),
    ...(email !== null && !emailAddress.safeParse(email).success && { email: "email" as const }),
    ...(phone !== null && !phoneNumber.safeParse(phone).success && { phone: "phone" as const }),
  };
}

/** Days for which a partner may use what it got. */
const CONSENT_DAYS = 180;
/** Version of the words that are shown beside the box to tick; a change of them is a new version. */
const CONSENT_TEXT = "2026-11";

export interface Target {
  readonly kind: "enrollment" | "application";
  readonly subject: string;
  readonly partner: string;
  readonly pathwayId: string | null;
}

/** What the person agrees to by sending: exactly what goes out, to whom, for what, until when. */
export function consentFor({ kind, partner }: Target, values: FormValues, today: IsoDate, language: Language): ConsentGiven {
  const fields = passedOn({ contact: contactOf(values), message: values.message.trim() });
  return { textVersion: CONSENT_TEXT, language, recipient: partner as ConsentGiven["recipient"], purpose: kind, fields, expires: civilDate(dayNumber(today) + CONSENT_DAYS) };
}

/** The body of the entry, for a form without errors. */
export function entryOf(target: Target, values: FormValues, today: IsoDate, language: Language) {
  const shared = { pathwayId: target.pathwayId, contact: contactOf(values), message: values.message.trim(), consent: consentFor(target, values, today, language) };
  return target.kind === "enrollment"
    ? { kind: "enrollment.submit" as const, body: { ...shared, programId: target.subject, providerId: target.partner, startOn: values.startOn || null } as EntryBody<"enrollment.submit"> }
    : { kind: "application.submit" as const, body: { ...shared, jobId: target.subject, employerId: target.partner } as EntryBody<"application.submit"> };
}
