// A Postman collection made of the description and run: only the address and the token are set.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Runs it and throws for a request that is refused or has no rows; how many requests there were. */
export async function runCollection(folder, document, { url, token }) {
  const require = createRequire(join(folder, 'package.json'))
  const { convertV2 } = require('openapi-to-postmanv2')
  const newman = require('newman')
  const options = { parametersResolution: 'Example' }
  const made = await promisify(convertV2)({ type: 'json', data: document }, options)
  if (!made.result) throw new Error(`no collection can be made: ${made.reason}`)
  const collection = made.output[0].data
  const envVar = [
    { key: 'baseUrl', value: url },
    { key: 'apiKey', value: token },
  ]
  const { run } = await promisify(newman.run)({ collection, envVar, reporters: [] })
  const bad = run.executions.flatMap(({ item, response, requestError }) => {
    const text = response?.text() ?? String(requestError)
    return response?.code === 200 && hasRows(JSON.parse(text))
      ? []
      : [`${item.name}: ${response?.code} ${text.slice(0, 400)}`]
  })
  if (bad.length > 0) throw new Error(`requests of the collection without rows:\n${bad.join('\n')}`)
  return run.executions.length
}

function hasRows({ sessions, messages, results, data, queryResponse, uniqueUsersTrend }) {
  const rows = sessions ?? messages ?? results ?? data ?? queryResponse?.queryResponse ?? uniqueUsersTrend?.dataPoints
  return rows?.length > 0
}
