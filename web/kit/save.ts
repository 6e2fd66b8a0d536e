/** Hands a file to the browser, to be kept where downloads are kept. */
export function save(name: string, content: Blob | string, type?: string): void {
  const blob = typeof content === 'string' ? new Blob([content], type === undefined ? {} : { type }) : content
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  // A click only asks for the download; some browsers read the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Lets the browser take a file from an address straight to the disk, however large; it shows how far it is, and can stop it. */
export function saveFromAddress(address: string): void {
  Object.assign(document.createElement('a'), { href: address, download: '' }).click()
}

const longest = 120

/** A name that every file system takes, in whatever language the parts are: "After the repair, Zone of tolerance.svg". */
export function fileName(parts: readonly string[], ending: string): string {
  const plain = (part: string) => part.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ').trim()
  const name = [...parts.map(plain).filter((part) => part !== '').join(', ')].slice(0, longest).join('')
  return `${name.replace(/^[.\s]+|[.,\s]+$/g, '') || 'gap5'}.${ending}`
}
