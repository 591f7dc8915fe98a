import { expect, test } from "vitest";
import { matchesEtag } from "./conditional.ts";
import { chooseEncoding } from "./encoding.ts";

test("the best encoding that both sides have is chosen", () => {
  expect(chooseEncoding("gzip, deflate, br", ["br", "gzip"])).toBe("br");
  expect(chooseEncoding("gzip;q=1, br;q=0.5", ["br", "gzip"])).toBe("gzip");
  expect(chooseEncoding("br;q=0, gzip", ["br", "gzip"])).toBe("gzip");
  expect(chooseEncoding("*;q=0.1", ["gzip"])).toBe("gzip");
  expect(chooseEncoding("br", ["gzip"])).toBe("identity");
  expect(chooseEncoding("gzip;q=x", ["gzip"])).toBe("identity");
  expect(chooseEncoding(undefined, ["br"])).toBe("identity");
});

test("an entity tag matches in a list, weakly, and by the star", () => {
  expect(matchesEtag('"x", W/"a"', 'W/"a"')).toBe(true);
  expect(matchesEtag('"a"', 'W/"a"')).toBe(true);
  expect(matchesEtag("*", 'W/"a"')).toBe(true);
  expect(matchesEtag('"b"', 'W/"a"')).toBe(false);
  expect(matchesEtag(undefined, 'W/"a"')).toBe(false);
});
