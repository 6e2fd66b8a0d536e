/** Heading of the column that stands beside refused rows and says what is wrong with each. */
export const problemHeading = { en: 'problem', zh: '问题' }

/** Whether a heading is that column's: files brought back still have it, and it holds no answers. */
export function isProblemHeading(heading: string): boolean {
  return Object.values(problemHeading).includes(heading.trim().toLowerCase())
}
