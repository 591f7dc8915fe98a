import { expect, it } from "vitest";
import { candidateCount, createBoard, fitOf, isCandidate } from "./board.ts";
import { averageParts, deltasOf, partNames } from "./parts.ts";
import { prepare } from "./prepare/prepare.ts";
import { people } from "./testing/people.ts";
import { starterDay, starterView } from "./testing/starter.ts";

it("takes the score apart without loss: what the parts say of two candidates is the distance of their scores", () => {
  const view = starterView();
  const prepared = prepare(view, starterDay);
  let compared = 0;
  for (const person of people(21, 20, view)) {
    const board = createBoard(prepared, person);
    const averages = averageParts(board);
    const known = Array.from({ length: candidateCount(prepared) }, (_, c) => c).filter(
      (c) => isCandidate(board, c) && fitOf(board, c) > 0);
    const points = (c: number): number => partNames.reduce((sum, name) => sum + deltasOf(board, c, averages)[name], 0);
    for (let i = 1; i < known.length; i += 37) {
      const [a, b] = [known[i - 1]!, known[i]!];
      expect(points(a) - points(b)).toBeCloseTo(100 * (fitOf(board, a) - fitOf(board, b)), 3);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(100);
});

it("compares with the mean of all candidates", () => {
  const view = starterView();
  const board = createBoard(prepare(view, starterDay), people(22, 1, view)[0]!);
  const averages = averageParts(board);
  const all = Array.from({ length: candidateCount(board.prepared) }, (_, c) => c).filter((c) => isCandidate(board, c));
  const sum = all.reduce((total, c) => total + partNames.reduce((points, name) => points + deltasOf(board, c, averages)[name], 0), 0);
  // What is the same for everybody is averaged over the whole catalog, trainings for one's own work included: a hair apart.
  expect(Math.abs(sum / all.length)).toBeLessThan(0.5);
});
