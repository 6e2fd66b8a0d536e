/**
 * The market of the demo organisation: three competitors, as fictional as itself, and what their customers see otherwise. Shifts are
 * added to the perceived level of a dimension, on the 1–9 scale of `truth.ts`.
 */
import type { Text } from '@gap5/contract/language.ts'

export type Brand = { key: string; title: Text; shifts: Readonly<Record<string, number>>; value: number; image: number }

export const brands: readonly Brand[] = [
  { key: 'lanbridge', title: { en: 'Lanbridge Service (fictional)', zh: '澜桥机服（虚构）' }, shifts: { responsiveness: 0.7, empathy: 0.3 }, value: -0.4, image: 0.5 },
  { key: 'gravelfield', title: { en: 'Gravelfield Equipment (fictional)', zh: '砾原设备（虚构）' }, shifts: { reliability: -0.5, responsiveness: -0.3, assurance: -0.4 }, value: 0.9, image: -0.5 },
  { key: 'tallreed', title: { en: 'Tallreed Maintenance (fictional)', zh: '苇高维保（虚构）' }, shifts: { empathy: -0.5, tangibles: 0.6 }, value: 0.1, image: 0 },
]
