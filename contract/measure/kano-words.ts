import type { Text } from '../language.ts'
import type { KanoCategory } from './results.ts'

export const kanoWords: Record<KanoCategory, Text> = {
  M: { en: 'Must-be', zh: '必备' },
  O: { en: 'One-dimensional', zh: '一元' },
  A: { en: 'Attractive', zh: '魅力' },
  I: { en: 'Indifferent', zh: '无差异' },
  R: { en: 'Reverse', zh: '反向' },
  Q: { en: 'Questionable', zh: '可疑' },
}
