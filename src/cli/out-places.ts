import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { say } from '../errors/catalogue.ts'
import { failureOf } from '../errors/failure.ts'
import { UsageError } from './usage-error.ts'

/*
 * Places for what a command writes when it is done: looked at before it begins, so that no work is lost to a wrong path.
 */

/** @throws UsageError where no file can be written there */
export function checkOutFile(file: string, name: string): void {
  const path = resolve(file)
  const folder = dirname(path)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw wrongPlace(name, file, `there is no folder ${folder}`)
  }
  if (existsSync(path) && statSync(path).isDirectory()) throw wrongPlace(name, file, 'it is a folder')
  checkWritable(existsSync(path) ? path : folder, name, file)
}

function checkWritable(path: string, name: string, found: string): void {
  try {
    accessSync(path, constants.W_OK)
  } catch (error) {
    throw wrongPlace(name, found, failureOf(error).message)
  }
}

/** Makes a folder with those above it. @throws UsageError where that cannot be */
export function makeOutFolder(folder: string, name: string): void {
  const path = resolve(folder)
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw wrongPlace(name, folder, 'it is a file')
    checkWritable(path, name, folder)
    return
  }
  makeOutFolder(dirname(path), name)
  try {
    // One by one: Node's own way of making all of them never ends in places such as /proc.
    mkdirSync(path)
  } catch (error) {
    throw wrongPlace(name, folder, failureOf(error).message)
  }
}

function wrongPlace(name: string, found: string, reason: string): UsageError {
  return new UsageError(say('KM_OUT_WRONG', { name, found, reason }))
}
