/**
 * Row of `meta`: when a backup took the database's place. Whoever restores one writes it, beside the new epoch, because what
 * was made before may have been handed to partners in the life that was lost.
 */
export const RESTORED_AT = "restored_at";
