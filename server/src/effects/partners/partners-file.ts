import { readFileSync } from "node:fs";
import { z } from "zod";
import { fail, ok, partnerId } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { atsGateway } from "./ats-gateway.ts";
import type { PartnerGateway, PartnerGateways } from "./gateway.ts";
import { schoolGateway } from "./school-gateway.ts";

const partner = z.strictObject({
  /** Of the interface, without a slash at the end. */
  url: z.string().regex(/^https?:\/\/[^\s?#]+[^\s?#/]$/),
  /** `ats-lookup` is an applicant tracking system that can be asked by our id. */
  kind: z.enum(["school", "ats", "ats-lookup"]),
  secret: z.string().min(1).max(500),
  /** Nobody real: the only place that samples of the catalog are sent to. */
  standIn: z.boolean().default(false),
});
const file = z.record(partnerId, partner);
type Partner = z.infer<typeof partner>;

/** Whom a submission goes to where its own partner has no line. */
const typeOf = { enrollment: "training-provider", application: "employer" } as const;

/** Nobody is connected: whatever is sent waits, and says so. */
export const noPartners: PartnerGateways = () => null;

/** Reads `PARTNERS_FILE`: a line for each partner by its id, or for all of a type by that word. The error is one sentence. */
export function partnersFrom(path: string): Result<PartnerGateways, string> {
  try {
    const parsed = file.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? ok(gatewaysOf(parsed.data)) : fail("PARTNERS_FILE must name each partner with url, kind (school, ats or ats-lookup) and secret.");
  } catch {
    return fail("PARTNERS_FILE cannot be read as JSON.");
  }
}

export function gatewaysOf(partners: Readonly<Record<string, Partner>>): PartnerGateways {
  const made = new Map(Object.entries(partners).map(([name, each]) => [name, { gateway: gatewayOf(each), standIn: each.standIn }]));
  return (id, { kind, sample }) => {
    const found = made.get(id) ?? made.get(typeOf[kind]);
    return found === undefined || (sample && !found.standIn) ? null : found.gateway;
  };
}

const gatewayOf = ({ kind, ...address }: Partner): PartnerGateway =>
  kind === "school" ? schoolGateway(address) : atsGateway(address, { canLookUp: kind === "ats-lookup" });
