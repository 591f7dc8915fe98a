import type { ManifestOptions } from "vite-plugin-pwa";

const icon = (name: string, size: number, purpose: "any" | "maskable") =>
  ({ src: `/icons/${name}-${size}.png`, sizes: `${size}x${size}`, type: "image/png", purpose }) as const;

const shortcut = (name: string, url: string) =>
  ({ name, url, icons: [{ src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" }] });

/** What the browser needs to install the app. Its colours and icon also make the splash screen. */
export const webManifest: Partial<ManifestOptions> = {
  id: "/",
  name: "PathwayKS",
  short_name: "PathwayKS",
  description: "From where you are to a better job in Kansas: training and jobs that fit you, explained. Works without a network.",
  lang: "en",
  dir: "ltr",
  start_url: "/",
  scope: "/",
  display: "standalone",
  background_color: "#FAF7F0",
  theme_color: "#FAF7F0",
  categories: ["education", "business"],
  icons: [icon("icon", 192, "any"), icon("icon", 512, "any"), icon("maskable", 192, "maskable"), icon("maskable", 512, "maskable")],
  shortcuts: [shortcut("Pathways", "/pathways"), shortcut("Catalog", "/catalog"), shortcut("Saved", "/saved")],
};
