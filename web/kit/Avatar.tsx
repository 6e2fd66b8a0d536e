/** A person's initials: two letters of a Latin name, the first character of a Chinese one. Decorative; the name stands beside it. */
export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <span
      aria-hidden
      className="inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent select-none"
      style={{ width: size, height: size, fontSize: size * 0.38 }}
    >
      {initialsOf(name)}
    </span>
  )
}

function initialsOf(name: string): string {
  const trimmed = name.trim()
  const [han] = /\p{Script=Han}/u.exec(trimmed) ?? []
  if (han !== undefined) return han
  const words = trimmed.split(/[\s@.]+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('')
}
