/** Encodings by the names and numbers that statistics programs write into their files. */
const byNumber: Record<number, string> = {
  866: 'ibm866', 874: 'windows-874', 932: 'shift_jis', 936: 'gb18030', 949: 'euc-kr', 950: 'big5', 20_866: 'koi8-r',
  28_591: 'windows-1252', 28_592: 'iso-8859-2', 28_595: 'iso-8859-5', 28_605: 'iso-8859-15', 51_936: 'gb18030', 51_949: 'euc-kr', 54_936: 'gb18030', 65_001: 'utf-8',
}

function known(label: string): string | null {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

/** "UTF-8", "GBK", "CP936", "windows-1251", "cp1252"; null for what nobody knows. */
export function encodingNamed(name: string): string | null {
  const plain = name.trim().toLowerCase()
  const number = /^(?:cp|windows-|ibm|ms)?(\d{3,5})$/.exec(plain)?.[1]
  const found = number === undefined ? known(plain.replace(/^(euc)_/, '$1-')) : encodingNumbered(Number(number))
  return found === 'gbk' ? 'gb18030' : found
}

/** A Windows code page; 2 and 3 are ASCII of seven and eight bits and say nothing. */
export function encodingNumbered(number: number): string | null {
  if (number >= 1250 && number <= 1258) return `windows-${number}`
  return byNumber[number] ?? null
}
