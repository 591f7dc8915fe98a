/** Every word of the language, by area: one chunk, loaded when the language is chosen. */
export const words = import.meta.glob<Readonly<Record<string, string>>>("./*.json", { eager: true, import: "default" });
