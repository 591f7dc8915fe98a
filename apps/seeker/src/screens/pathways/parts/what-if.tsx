import type { ReactNode } from "react";
import type { ChangeableLimit, Daypart, LimitKind, RankResult, SeekerProfile } from "@pathwayks/contracts";
import { dayparts, travelModes } from "@pathwayks/contracts";
import { Button, ChoiceList } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { bestFor, removedPhrase, withPhrase } from "../model/changes.ts";
import { dialIds, dials } from "../model/dials.ts";
import { useSay } from "../use-say.ts";
import { DialSlider } from "./dial-slider.tsx";

export interface WhatIfProps {
  readonly profile: SeekerProfile;
  readonly result: RankResult;
  /** What stands on top now, said where the list itself may be out of sight. */
  readonly first: { readonly name: string; readonly score: number } | null;
  readonly changed: boolean;
  readonly onChange: (profile: SeekerProfile) => void;
  readonly onKeep: () => void;
  readonly onPutBack: () => void;
}

/** The person's limits, to be tried out: the list beside them follows the finger. Nothing is kept until they say so. */
export function WhatIf({ profile, result, first, changed, onChange, onKeep, onPutBack }: WhatIfProps) {
  const { t } = useTranslation("pathways");
  const takes = useTakes(result);
  return (
    <div className="what-if">
      <p className="what-if__left">
        <strong className="number">{t("whatIf.survivors", { count: result.survivors })}</strong>{" "}
        <span className="quiet">{t("whatIf.candidates", { count: result.candidates })}</span>
        {first !== null && (
          <span className="what-if__first">{t("whatIf.first", { pathway: first.name, score: first.score })}</span>
        )}
      </p>
      {dialIds.map((id) => (
        <DialSlider
          key={id}
          dial={dials[id]}
          profile={profile}
          today={result.today}
          takes={takes(dials[id].limit, id)}
          onChange={onChange}
        />
      ))}
      <TimesChoice profile={profile} takes={takes("schedule", "schedule")} onChange={onChange} />
      <CarSwitch profile={profile} takes={takes("travel", "car")} onChange={onChange} />
      <ChildcareSwitch profile={profile} takes={takes("childcare", "childcare")} onChange={onChange} />
      <div className="what-if__keep">
        <Button kind="primary" onClick={onKeep} disabled={!changed}>
          {t("whatIf.keep")}
        </Button>
        <Button onClick={onPutBack} disabled={!changed}>
          {t("whatIf.putBack")}
        </Button>
      </div>
      <p className="note">{t(changed ? "whatIf.trying" : "whatIf.hint")}</p>
    </div>
  );
}

/** "Takes away 12 ways, 3 of them by itself. With a car, 3 more": what a limit costs now. */
function useTakes(result: RankResult) {
  const say = useSay();
  return (limit: LimitKind, change: ChangeableLimit): string | undefined => {
    const removed = change === "car" ? null : removedPhrase(limit, result.removed);
    const better = bestFor(change, [...result.relaxations, ...result.counterfactuals]);
    const words = [...(removed === null ? [] : [say(removed)]), ...(better === null ? [] : [say(withPhrase(better))])];
    return words.length === 0 ? undefined : words.join(" ");
  };
}

interface SwitchProps {
  readonly profile: SeekerProfile;
  readonly takes: string | undefined;
  readonly onChange: (profile: SeekerProfile) => void;
}

function Hinted({ takes, children }: { takes: string | undefined; children: ReactNode }) {
  return (
    <div className="what-if__group">
      {children}
      {takes && <p className="note">{takes}</p>}
    </div>
  );
}

/** No box or all three ticked is "any time". */
function TimesChoice({ profile, takes, onChange }: SwitchProps) {
  const { t } = useTranslation("pathways");
  const set = (times: readonly Daypart[]) => {
    const ordered = dayparts.filter((time) => times.includes(time));
    onChange({ ...profile, availableTimes: ordered.length === 0 || ordered.length === dayparts.length ? null : ordered });
  };
  return (
    <Hinted takes={takes}>
      <ChoiceList<Daypart>
        mode="many"
        legend={t("dial.schedule.label")}
        value={profile.availableTimes ?? dayparts}
        onChange={set}
        choices={dayparts.map((time) => ({ value: time, label: t(`vocabulary:daypart.${time}`) }))}
      />
    </Hinted>
  );
}

function CarSwitch({ profile, takes, onChange }: SwitchProps) {
  const { t } = useTranslation("pathways");
  return (
    <Hinted takes={takes}>
      <ChoiceList
        mode="one"
        row
        legend={t("dial.car.label")}
        value={profile.transportationAccess}
        onChange={(mode) => onChange({ ...profile, transportationAccess: mode })}
        choices={travelModes.map((mode) => ({ value: mode, label: t(`vocabulary:travel.${mode}`) }))}
      />
    </Hinted>
  );
}

function ChildcareSwitch({ profile, takes, onChange }: SwitchProps) {
  const { t } = useTranslation("pathways");
  return (
    <Hinted takes={takes}>
      <ChoiceList
        mode="one"
        row
        legend={t("dial.childcare.label")}
        value={profile.childcareNeeds === null ? null : profile.childcareNeeds ? "yes" : "no"}
        onChange={(answer) => onChange({ ...profile, childcareNeeds: answer === "yes" })}
        choices={(["yes", "no"] as const).map((value) => ({ value, label: t(`dial.childcare.${value}`) }))}
      />
    </Hinted>
  );
}
