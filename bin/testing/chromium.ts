import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome']

/** The browser for journeys: `CHROMIUM`, one that is installed, or on Debian as root one that is installed now. */
export function findChromium(): string | null {
  return findInstalledChromium() ?? (install() ? findInstalledChromium() : null)
}

export function findInstalledChromium(): string | null {
  return [process.env['CHROMIUM'] ?? '', ...usual].find((path) => path !== '' && existsSync(path)) ?? null
}

function install(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log('Installing Chromium for the journeys …')
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
}
