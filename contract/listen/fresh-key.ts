/** A key made of a name, unlike all that are taken: "Waiting time" → "waiting_time", then "waiting_time2"; without Latin letters "q1". */
export function freshKey(name: string, taken: ReadonlySet<string>, otherwise = 'q'): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 30)
  if (plain !== '' && !taken.has(plain)) return plain
  const stem = plain === '' ? otherwise : plain
  for (let number = plain === '' ? 1 : 2; ; number++) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`
}
