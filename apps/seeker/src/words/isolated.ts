/** Writing from right to left, and the marks that turn what follows them around. */
const turning = /[\u0590-\u08ff\u200e-\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Somebody's text as part of a sentence: however it is written, it turns none of the words around it. Inside a sentence its
 * own marks are left out, because an unpaired one would end the isolation; where it stands alone, it stands as it is.
 */
export const isolated = (text: string): string => (turning.test(text) ? `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069` : text);
