import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface KnownRow {
  readonly label: string;
  /** Null where nobody publishes it. */
  readonly value: ReactNode | null;
}

/** Facts as rows of words; what nobody publishes is named in one row at the end, so that it hides nothing that is known. */
export function KnownList({ rows }: { rows: readonly KnownRow[] }) {
  const { t } = useTranslation("catalog");
  const known = rows.filter(({ value }) => value !== null);
  const unknown = rows.filter(({ value }) => value === null).map(({ label }) => label);
  return (
    <dl className="known">
      {known.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {unknown.length > 0 && (
        <div>
          <dt>{t("notPublished")}</dt>
          <dd className="known__missing">{unknown.join(" · ")}</dd>
        </div>
      )}
    </dl>
  );
}
