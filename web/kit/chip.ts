/** The looks of a chip in the filter bar. */
export const chipClasses = 'inline-flex items-center rounded-control border bg-card text-sm'
