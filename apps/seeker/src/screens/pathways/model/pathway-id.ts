import type { PathwayId, ProgramId, SocCode } from "@pathwayks/contracts";

/** Program and occupation of a pathway's id, `programId~soc`; a direct one has no program. */
export function programOf(id: PathwayId | string): { readonly programId: ProgramId | null; readonly soc: SocCode } {
  const [program = "", soc = ""] = id.split("~");
  return { programId: program === "direct" ? null : (program as ProgramId), soc: soc as SocCode };
}
