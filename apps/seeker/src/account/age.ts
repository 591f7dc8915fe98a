/** Whole years between a date of birth and today, both `YYYY-MM-DD`; `null` while the date is not whole or lies ahead. */
export function ageOn(born: string, today: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(born)) return null;
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
  return years < 0 || years > 120 ? null : years;
}
