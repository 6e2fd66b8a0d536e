/** What a browser calls itself, shortened to what its owner recognises: "Firefox · Windows". Empty where it says nothing. */
export function deviceFrom(userAgent: string | undefined): string {
  const said = userAgent ?? ''
  return [first(said, browsers), first(said, systems)].filter((part) => part !== '').join(' · ')
}

/** In this order, because most browsers also claim to be the ones further down. */
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger\//, '微信 WeChat'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

function first(said: string, known: readonly [RegExp, string][]): string {
  return known.find(([pattern]) => pattern.test(said))?.[1] ?? ''
}
