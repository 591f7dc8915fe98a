import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconShape } from "./icon.tsx";

export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";
export interface ButtonLook {
  readonly kind?: ButtonKind;
  readonly wide?: boolean;
  readonly large?: boolean;
  readonly iconOnly?: boolean;
  /** Quiet ones only: the words stand in line with the text around them. */
  readonly flush?: boolean;
}

/** The look of a button for something that is a link: `<Link className={buttonClass({ kind: "primary" })}>`. */
export function buttonClass({ kind = "secondary", wide, large, iconOnly, flush }: ButtonLook = {}): string {
  return classNames(
    "button", `button--${kind}`, wide && "button--wide", large && "button--large", iconOnly && "button--icon", flush && "button--flush",
  );
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Omit<ButtonLook, "iconOnly"> {
  readonly icon?: IconShape;
  /** Where the icon points along the reading direction (arrows). */
  readonly iconDirected?: boolean;
  /** Hides the words from the eye, not from a screen reader. */
  readonly iconOnly?: boolean;
  /** Keeps focus and place while work is under way, and ignores presses. */
  readonly busy?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Does something here; what leads elsewhere is a link with {@link buttonClass}. */
export function Button({ kind, wide, large, flush, iconOnly, icon, iconDirected, busy, children, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy ? true : rest["aria-disabled"]}
      className={classNames(buttonClass({ kind, wide, large, flush, iconOnly } as ButtonLook), className)}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon as={icon} directed={iconDirected ?? false} />}
      {iconOnly ? <span className="visually-hidden">{children}</span> : children}
    </button>
  );
}
