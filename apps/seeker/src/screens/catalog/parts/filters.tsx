import type { County } from "@pathwayks/contracts";
import { awardLevels, employmentTypes } from "@pathwayks/contracts";
import { Button, CheckBox, Disclosure, Select } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { countyName } from "../model/facts.ts";
import { filterCount, noSearch, type CatalogSearch } from "../model/search-params.ts";

/** Award levels that the catalog's readers look for; those above the bachelor's degree are not in it. */
const shownAwards = awardLevels.filter((level) => level !== "above-bachelor" && level !== "none");

export interface FiltersProps {
  readonly search: CatalogSearch;
  readonly counties: readonly County[];
  readonly categories: readonly string[];
  readonly onChange: (search: CatalogSearch) => void;
}

/** What narrows the list. Closed at first: searching is the one thing to do here. */
export function Filters({ search, counties, categories, onChange }: FiltersProps) {
  const { t } = useTranslation("catalog");
  const set = filterCount(search);
  const kinds =
    search.tab === "jobs"
      ? employmentTypes.map((kind) => ({ value: kind, label: t(`vocabulary:employment.${kind}`) }))
      : shownAwards.map((kind) => ({ value: kind, label: t(`vocabulary:award.${kind}`) }));
  return (
    <Disclosure plain summary={set === 0 ? t("filter.title") : t("filter.titleSet", { count: set })}>
      <div className="filters">
        <Select
          emptyLabel={t("filter.any")}
          label={t("filter.county")}
          value={search.county}
          onChange={(county) => onChange({ ...search, county })}
          options={counties.map(({ fips, name }) => ({ value: fips, label: countyName(name) }))}
        />
        <Select
          emptyLabel={t("filter.any")}
          label={t("filter.category")}
          value={search.category}
          onChange={(category) => onChange({ ...search, category })}
          options={categories.map((category) => ({
            value: category,
            label: t(`category.${category}`, { defaultValue: category }),
          }))}
        />
        <Select
          emptyLabel={t("filter.any")}
          label={t(search.tab === "jobs" ? "filter.employment" : "filter.award")}
          value={search.kind}
          onChange={(kind) => onChange({ ...search, kind })}
          options={kinds}
        />
        <CheckBox checked={search.online} onChange={(online) => onChange({ ...search, online })}>
          {t(search.tab === "jobs" ? "filter.remote" : "filter.online")}
        </CheckBox>
      </div>
      {set > 0 && (
        <div>
          <Button kind="quiet" onClick={() => onChange({ ...noSearch, tab: search.tab, q: search.q })}>
            {t("filter.clear")}
          </Button>
        </div>
      )}
    </Disclosure>
  );
}
