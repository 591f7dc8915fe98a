import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { County } from "@pathwayks/contracts";
import { Select, TextInput } from "@pathwayks/ui";
import { readAnswer } from "../../state/answers.ts";
import { useEngine, usePerson } from "../../state/hooks.ts";
import { QuestionFrame } from "./question-frame.tsx";
import { useCounties } from "./use-counties.ts";

const ZIP_LENGTH = 5;

export function PlaceQuestion() {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  const counties = useCounties();
  const place = readAnswer(record.answers, "place");
  return (
    <QuestionFrame step="place" title={t("place.title")} hint={t("place.hint")} why={t("place.why")}>
      <ZipInput counties={counties} />
      {counties.length > 0 && (
        <Select
          label={t("place.or")} emptyLabel={t("place.choose")} value={place?.countyFips ?? ""}
          options={counties.map(({ fips, name }) => ({ value: fips, label: name }))}
          onChange={(county) => answer("place", { zip: null, countyFips: county === "" ? null : county })}
        />
      )}
    </QuestionFrame>
  );
}

type Found = { readonly zip: string; readonly place: { readonly city: string; readonly countyFips: string | null } | null };

function ZipInput({ counties }: { counties: readonly County[] }) {
  const { t } = useTranslation("assessment");
  const engine = useEngine();
  const { record, answer, status } = usePerson();
  const kept = readAnswer(record.answers, "place")?.zip ?? "";
  const [typed, setTyped] = useState<string | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const zip = typed ?? kept;
  useEffect(() => {
    if (!engine || zip.length !== ZIP_LENGTH || status === "loading") return;
    let stale = false;
    void engine.zip(zip).then((place) => { if (!stale) setFound({ zip, place }); }, () => undefined);
    return () => { stale = true; };
  }, [engine, zip, status]);
  const known = found?.zip === zip ? found : null;
  // The county that the ZIP lies in goes into the answer, so that it is known without the catalog too.
  const county = known?.place?.countyFips ?? null;
  useEffect(() => {
    if (known && zip === kept && county !== null) answer("place", { zip, countyFips: county });
  }, [known, zip, kept, county, answer]);
  const type = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, ZIP_LENGTH);
    setTyped(digits);
    if (digits.length === ZIP_LENGTH) answer("place", { zip: digits, countyFips: null });
  };
  const name = counties.find((one) => one.fips === county)?.name.replace(/ County$/, "");
  const said = known?.place ? (name ? t("place.found", { city: known.place.city, county: name }) : t("place.found-city", { city: known.place.city })) : undefined;
  return (
    <div className="stack stack--tight">
      <TextInput
        label={t("place.zip")} value={zip} onChange={type} inputMode="numeric" autoComplete="postal-code" className="input--number"
        error={known && !known.place ? t("place.unknown") : undefined}
      />
      <p role="status" className="quiet">{said}</p>
    </div>
  );
}
