import { useState } from "react";
import type { SeekerProfile } from "@pathwayks/contracts";
import { RangeSlider } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Dial } from "../model/dials.ts";
import { stopsWith } from "../model/dials.ts";
import { useSay } from "../use-say.ts";

export interface DialSliderProps {
  readonly dial: Dial;
  readonly profile: SeekerProfile;
  readonly today: string;
  /** What this limit takes away now, in words. */
  readonly takes: string | undefined;
  readonly onChange: (profile: SeekerProfile) => void;
}

/** A slider over the stops of one limit. Its stops stay the same while the panel is open, so that the thumb never jumps. */
export function DialSlider({ dial, profile, today, takes, onChange }: DialSliderProps) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const value = dial.read(profile, today);
  const [stops] = useState(() => stopsWith(dial, value));
  const at = position(stops, value);
  return (
    <div className="what-if__dial">
      <RangeSlider
        label={t(`dial.${dial.id}.label`)}
        min={0}
        max={stops.length - 1}
        step={1}
        value={at}
        format={(index) => say(dial.phrase(index === at ? value : (stops[index] ?? null)))}
        onChange={(index) => onChange(dial.write(profile, stops[index] ?? null, today))}
      />
      <Takes text={takes} />
    </div>
  );
}

/** Once it has had something to say it keeps its two lines: what is under the finger must not move. */
function Takes({ text }: { text: string | undefined }) {
  const [kept, keep] = useState(text !== undefined);
  if (text !== undefined && !kept) keep(true);
  return kept && <p className="what-if__takes note">{text}</p>;
}

/** The stop of a value, or the nearest one where it came from elsewhere meanwhile. */
function position(stops: readonly (number | null)[], value: number | null): number {
  const exact = stops.indexOf(value);
  if (exact >= 0 || value === null) return Math.max(0, exact);
  const far = (stop: number | null | undefined) => (typeof stop === "number" ? Math.abs(stop - value) : Infinity);
  return stops.reduce<number>((best, stop, index) => (far(stop) < far(stops[best]) ? index : best), 0);
}
