import type { HTMLAttributes, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface CardProps extends HTMLAttributes<HTMLElement> {
  readonly as?: "section" | "article" | "li" | "div" | "aside";
  readonly flat?: boolean;
  readonly accent?: boolean;
  readonly children: ReactNode;
}

/** One thing on the page. `accent` marks the one that matters most. */
export function Card({ as: Tag = "section", flat, accent, className, children, ...rest }: CardProps) {
  return (
    <Tag {...rest} className={classNames("card", flat && "card--flat", accent && "card--accent", className)}>
      {children}
    </Tag>
  );
}
