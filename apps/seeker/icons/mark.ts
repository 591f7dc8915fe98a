// The mark: a sunflower at the end of a path. Drawn here once; favicon, icons and splash images are made from it.

const SKY = "#0b5a97";
const FIELD = "#084673";
const SUNFLOWER = "#f4b41a";
const PETAL = "#ffd257";
const INK = "#14213d";
const WHEAT = "#faf7f0";

/** Petals in a ring of `count` around 0,0, the tips at `radius`. */
function petals(count: number, radius: number, width: number, turn: number, fill: string): string {
  return Array.from({ length: count }, (_, i) => {
    const angle = (360 / count) * i + turn;
    return `<path transform="rotate(${angle})" fill="${fill}" d="M0 ${-radius}C${width} ${-radius * 0.78} ${width} ${-radius * 0.5} 0 ${-radius * 0.3}C${-width} ${-radius * 0.5} ${-width} ${-radius * 0.78} 0 ${-radius}Z"/>`;
  }).join("");
}

const flower = petals(12, 148, 34, 15, SUNFLOWER) + petals(12, 142, 30, 0, PETAL) + `<circle r="62" fill="${INK}"/><circle r="40" fill="#6b3f12"/>`;

/** The picture on a 512 square. `bleed`: colour to the edges, the mark within the middle 80 %, for masks that cut corners off. */
export function mark(shape: "rounded" | "bleed"): string {
  const scale = shape === "bleed" ? 0.8 : 1;
  const corner = shape === "bleed" ? 0 : 112;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">`,
    `<clipPath id="c"><rect width="512" height="512" rx="${corner}"/></clipPath>`,
    `<g clip-path="url(#c)"><rect width="512" height="512" fill="${SKY}"/>`,
    `<g transform="translate(256 256) scale(${scale}) translate(-256 -256)">`,
    `<path d="M-200 392C60 340 452 340 712 392V712H-200Z" fill="${FIELD}"/>`,
    `<path d="M168 712C150 560 330 500 262 352L250 352C262 470 60 540 -20 712Z" fill="${WHEAT}"/>`,
    `<g transform="translate(256 206)">${flower}</g></g></g></svg>`,
  ].join("");
}
