import type { ReactNode } from "react";

/** A road through the wheat toward the sun. Says nothing that the words do not. */
function Picture() {
  return (
    <svg className="hero__art" viewBox="0 0 600 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      <circle className="art__glow" cx="392" cy="196" r="120" />
      <circle className="art__glow" cx="392" cy="196" r="88" />
      <circle className="art__sun" cx="392" cy="196" r="58" />
      <path className="art__far" d="M0 244C120 214 250 226 360 236S540 246 600 226V400H0Z" />
      <path className="art__near" d="M0 282C140 252 280 262 400 272S540 276 600 264V400H0Z" />
      <path
        className="art__grain"
        d="M20 312q90-28 190-24M0 344q120-36 236-30M0 380q130-40 226-30M470 300q70-10 130 0M500 336q50-8 100 2M520 374q40-6 80 2"
      />
      <path
        className="art__road"
        d="M196 400C250 340 372 330 384 284C388 268 378 258 372 250L380 249C394 258 408 270 406 290C402 336 372 350 372 400Z"
      />
      <path className="art__line" d="M286 398C306 352 388 336 394 290" />
      <g className="art__leaf">
        <path d="M70 400C72 350 66 320 78 292M78 330q16-4 20-20M74 352q-18-4-22-20" />
        <path d="M112 400C114 362 110 340 120 316M119 346q14-4 18-16" />
        <path d="M540 400C538 356 546 330 536 306M538 346q-16-4-20-18M541 366q16-4 20-18" />
      </g>
      <g className="art__sun">
        <circle cx="79" cy="284" r="15" /><circle cx="121" cy="309" r="11" /><circle cx="535" cy="298" r="14" />
      </g>
      <g className="art__seed">
        <circle cx="79" cy="284" r="6" /><circle cx="121" cy="309" r="4.5" /><circle cx="535" cy="298" r="5.5" />
      </g>
    </svg>
  );
}

export interface HeroProps {
  readonly title: string;
  readonly text: string;
  readonly note: ReactNode;
  readonly action: ReactNode;
}

/** What it is in one sentence, and the one thing to do. */
export function Hero({ title, text, note, action }: HeroProps) {
  return (
    <div className="hero">
      <Picture />
      <div className="hero__text">
        <h1 tabIndex={-1}>{title}</h1>
        <p className="lead">{text}</p>
        <div className="hero__action">
          {action}
          <p className="note">{note}</p>
        </div>
      </div>
    </div>
  );
}
