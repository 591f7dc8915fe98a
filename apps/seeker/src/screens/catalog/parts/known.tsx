import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Facts as rows of words; what nobody publishes says so. */
export function KnownList({ rows }: { rows: readonly { readonly label: string; readonly value: ReactNode | null }[] }) {
  const { t } = useTranslation("catalog");
  return (
    <dl className="known">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? <span className="quiet">{t("notPublished")}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
