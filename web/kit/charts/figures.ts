export * from '@gap5/contract/charts/figures.ts'
