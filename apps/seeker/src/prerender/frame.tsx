import type { Language } from "@pathwayks/contracts";
import { Frame } from "../shell/frame.tsx";
import commonEn from "../words/en/common.json";
import commonEs from "../words/es/common.json";

const words = { en: commonEn, es: commonEs } as const;

/** The frame of a screen that is not the home screen: what stands still while the screen itself is being loaded. */
export function BareFrame({ language }: { readonly language: Language }) {
  const common = words[language];
  return (
    <Frame
      words={{ nav: common["nav.label"], places: { home: common["nav.home"], pathways: common["nav.pathways"], catalog: common["nav.catalog"], plan: common["nav.plan"], me: common["nav.me"] } }}
      link={(path, className, content) => <a key={path} href={path} className={className}>{content}</a>}
      language={null}
    >
      <main className="main" aria-busy="true" />
    </Frame>
  );
}
