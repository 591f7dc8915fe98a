import { Link, type LinkProps } from "@tanstack/react-router";
import { ArrowLeft, Icon, buttonClass } from "@pathwayks/ui";

/** The way up to the list that a page belongs to, the first thing on it. */
export function BackLink({ children, ...to }: Pick<LinkProps, "to" | "search"> & { readonly children: string }) {
  return (
    <Link {...to} className={`${buttonClass({ kind: "quiet", flush: true })} no-print`}>
      <Icon as={ArrowLeft} directed />
      {children}
    </Link>
  );
}
