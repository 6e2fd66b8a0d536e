/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The build this bundle came from; see vite.config.ts. */
  readonly BUILD: string
}
