import { placeAt } from '../state/address.ts'
import { RecordedMock } from './recorded-mock.ts'
import type { Recording } from './recording.ts'

/** Reads the recording that lies beside the page. @throws where there is none */
export async function openRecording(): Promise<{ readonly recording: Recording; readonly carrier: RecordedMock }> {
  const recording = (await (await fetch('recording.json')).json()) as Recording
  return { recording, carrier: new RecordedMock(recording, stepNow) }
}

function stepNow(): number | undefined {
  const query = placeAt(location)?.query
  return query?.has('story') ? Number(query.get('step') ?? 1) : undefined
}
