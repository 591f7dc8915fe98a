import type { LegalRule, SocCode, Source, SourceId } from "@pathwayks/contracts";
import { limitDays } from "./publications.ts";

// Only rules whose citation is beyond doubt; a missing rule means "none known here", not "none". The text says what the
// rule covers, because an occupation is wider than a law.

const rule = (kind: LegalRule["kind"], law: string, en: string, es: string, age?: number): LegalRule => ({
  kind,
  law,
  text: { en, es },
  ...(age === undefined ? {} : { age }),
});

const truckAge = rule(
  "min-age",
  "49 CFR 391.11(b)(1)",
  "You must be 21 to drive a truck across state lines. Inside Kansas the age can be lower: ask the employer.",
  "Debe tener 21 años para conducir un camión entre estados. Dentro de Kansas la edad puede ser menor: pregunte al empleador.",
  21,
);
const drivingAge = rule(
  "min-age",
  "29 CFR 570.52",
  "Driving on the job is for people 18 and older, with narrow exceptions at 17.",
  "Conducir en el trabajo es para mayores de 18 años, con pocas excepciones a los 17.",
  18,
);
const cdl = rule(
  "licence",
  "49 CFR 383.23",
  "You need a commercial driver's license (CDL).",
  "Necesita una licencia de conducir comercial (CDL).",
);
const nursing = rule(
  "licence",
  "K.S.A. 65-1113 et seq.",
  "You need a Kansas nursing license.",
  "Necesita una licencia de enfermería de Kansas.",
);
const cosmetology = rule(
  "licence",
  "K.S.A. 65-1901 et seq.",
  "You need a Kansas cosmetology license.",
  "Necesita una licencia de cosmetología de Kansas.",
);
const ems = rule(
  "licence",
  "K.S.A. 65-6129",
  "You need a Kansas emergency medical services certificate.",
  "Necesita un certificado de servicios médicos de emergencia de Kansas.",
);
const hazardous = (law: string, en: string, es: string) => rule("min-age", law, en, es, 18);

/** Rules by SOC code. */
export const legalRules: ReadonlyMap<string, readonly LegalRule[]> = new Map([
  ["53-3032", [truckAge, drivingAge, cdl]],
  ["53-3051", [cdl]],
  ["53-3052", [cdl]],
  ["53-3033", [drivingAge]],
  [
    "53-7051",
    [hazardous("29 CFR 570.58", "You must be 18 to run a forklift.", "Debe tener 18 años para manejar un montacargas.")],
  ],
  ["47-2181", [hazardous("29 CFR 570.67", "You must be 18 to work on roofs.", "Debe tener 18 años para trabajar en techos.")]],
  [
    "51-3023",
    [
      hazardous(
        "29 CFR 570.61",
        "You must be 18 to work in meat packing.",
        "Debe tener 18 años para trabajar en una empacadora de carne.",
      ),
    ],
  ],
  [
    "53-2012",
    [
      rule(
        "min-age",
        "14 CFR 61.123(a)",
        "You must be 18 for a commercial pilot certificate.",
        "Debe tener 18 años para el certificado de piloto comercial.",
        18,
      ),
    ],
  ],
  [
    "31-1131",
    [
      rule(
        "background-check",
        "K.S.A. 39-970",
        "Adult care homes must check your criminal record. Some convictions bar the job.",
        "Los hogares de cuidado de adultos deben revisar sus antecedentes penales. Algunas condenas impiden el trabajo.",
      ),
    ],
  ],
  [
    "31-1121",
    [
      rule(
        "background-check",
        "K.S.A. 65-5117",
        "Home health agencies must check your criminal record. Some convictions bar the job.",
        "Las agencias de salud en el hogar deben revisar sus antecedentes penales. Algunas condenas impiden el trabajo.",
      ),
    ],
  ],
  [
    "39-9011",
    [
      rule(
        "background-check",
        "K.S.A. 65-516",
        "Licensed child care must check your record. Some convictions bar the job.",
        "El cuidado infantil con licencia debe revisar sus antecedentes. Algunas condenas impiden el trabajo.",
      ),
    ],
  ],
  [
    "33-3051",
    [
      rule(
        "min-age",
        "K.S.A. 74-5605",
        "You must be 21 to become a police officer in Kansas.",
        "Debe tener 21 años para ser policía en Kansas.",
        21,
      ),
      rule(
        "background-check",
        "K.S.A. 74-5605",
        "Your fingerprints are checked. A felony bars the job.",
        "Se revisan sus huellas. Un delito grave impide el trabajo.",
      ),
    ],
  ],
  ["29-1141", [nursing]],
  ["29-2061", [nursing]],
  ["29-2042", [ems]],
  ["29-2043", [ems]],
  ["39-5012", [cosmetology]],
  ["39-5092", [cosmetology]],
  ["39-5094", [cosmetology]],
  [
    "39-5011",
    [
      rule(
        "licence",
        "K.S.A. 65-1808 et seq.",
        "You need a Kansas barber license.",
        "Necesita una licencia de barbero de Kansas.",
      ),
    ],
  ],
  [
    "29-1292",
    [
      rule(
        "licence",
        "K.S.A. 65-1421 et seq.",
        "You need a Kansas dental hygiene license.",
        "Necesita una licencia de higiene dental de Kansas.",
      ),
    ],
  ],
]);

/** The law's own page, for each citation above. */
const pages: readonly (readonly [string, string])[] = [
  ["49 CFR 391.11(b)(1)", "https://www.ecfr.gov/current/title-49/section-391.11"],
  ["49 CFR 383.23", "https://www.ecfr.gov/current/title-49/section-383.23"],
  ["29 CFR 570.52", "https://www.ecfr.gov/current/title-29/section-570.52"],
  ["29 CFR 570.58", "https://www.ecfr.gov/current/title-29/section-570.58"],
  ["29 CFR 570.67", "https://www.ecfr.gov/current/title-29/section-570.67"],
  ["29 CFR 570.61", "https://www.ecfr.gov/current/title-29/section-570.61"],
  ["14 CFR 61.123(a)", "https://www.ecfr.gov/current/title-14/section-61.123"],
  ["K.S.A. 39-970", "https://www.ksrevisor.org/statutes/chapters/ch39/039_009_0070.html"],
  ["K.S.A. 65-5117", "https://www.ksrevisor.org/statutes/chapters/ch65/065_051_0017.html"],
  ["K.S.A. 65-516", "https://www.ksrevisor.org/statutes/chapters/ch65/065_005_0016.html"],
  ["K.S.A. 74-5605", "https://www.ksrevisor.org/statutes/chapters/ch74/074_056_0005.html"],
  ["K.S.A. 65-1113 et seq.", "https://www.ksrevisor.org/statutes/chapters/ch65/065_011_0013.html"],
  ["K.S.A. 65-6129", "https://www.ksrevisor.org/statutes/chapters/ch65/065_061_0029.html"],
  ["K.S.A. 65-1901 et seq.", "https://www.ksrevisor.org/statutes/chapters/ch65/065_019_0001.html"],
  ["K.S.A. 65-1808 et seq.", "https://www.ksrevisor.org/statutes/chapters/ch65/065_018_0008.html"],
  ["K.S.A. 65-1421 et seq.", "https://www.ksrevisor.org/statutes/chapters/ch65/065_014_0021.html"],
];

/** One source row a citation; `published` is not known, because a statute changes by the section. */
export const lawSources: readonly Source[] = pages.map(([law, url]) => ({
  id: `law:${law
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}` as SourceId,
  title: law,
  publisher: law.startsWith("K.S.A.")
    ? "State of Kansas, Office of Revisor of Statutes"
    : "United States, Code of Federal Regulations",
  url,
  licence: "Public domain (law).",
  published: null,
  limitDays: limitDays.law,
  sample: false,
}));

/** The rules of an occupation; none known: an empty list. */
export const rulesFor = (soc: SocCode | string): readonly LegalRule[] => legalRules.get(soc) ?? [];
