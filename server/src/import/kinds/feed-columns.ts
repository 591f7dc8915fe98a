/** Columns that a list of programs in the documented format must have. */
export const programColumns = ["id", "provider_id", "provider_name", "name", "award_level", "as_of"] as const;

/** Columns that a list of jobs in the documented format must have. */
export const jobColumns = ["id", "employer_id", "employer_name", "title", "posted", "expires"] as const;
