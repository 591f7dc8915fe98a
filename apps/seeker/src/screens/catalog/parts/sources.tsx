import type { Evidence, FactGroup } from "@pathwayks/contracts";
import { factGroups } from "@pathwayks/contracts";
import { Disclosure } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts } from "../../../engine/port.ts";
import { SourceNote } from "../../pathways/detail/behind-number.tsx";

/** Where each group of facts comes from, as of when, and whose it is. */
export function Sources({ evidence, facts }: { evidence: Readonly<Partial<Record<FactGroup, Evidence>>>; facts: Facts }) {
  const { t } = useTranslation("catalog");
  const groups = factGroups.filter((group) => evidence[group] !== undefined);
  if (groups.length === 0) return null;
  return (
    <Disclosure summary={t("sources.title")}>
      {groups.map((group) => {
        const found = evidence[group];
        return (
          found && (
            <section key={group} className="stack stack--tight">
              <h3>{t(`vocabulary:fact-group.${group}`)}</h3>
              <SourceNote fact={{ source: found.source, asOf: found.asOf, basis: found.basis }} facts={facts} />
              {found.sharedBy !== undefined && found.sharedBy > 1 && (
                <p className="note">{t("sources.shared", { count: found.sharedBy })}</p>
              )}
            </section>
          )
        );
      })}
    </Disclosure>
  );
}
