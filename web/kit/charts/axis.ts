export * from '@gap5/contract/measure/charts/axis.ts'
