import { useState } from 'preact/hooks'
import { resetCall } from '../../api/control-calls.ts'
import { ActionStatus } from '../../parts/action-status.tsx'
import { useAction } from '../../state/action.ts'
import { useMock } from '../../state/mock.ts'

/** Back to the start. It asks before, as nothing brings the journal back. */
export function ResetCard({ testId }: { readonly testId: string | undefined }) {
  const { client, changed } = useMock()
  const action = useAction()
  const [isAsked, setIsAsked] = useState(false)
  const reset = () => {
    setIsAsked(false)
    action.run(async () => {
      const { reset } = await client.send(resetCall(testId))
      changed()
      return `As at the start: ${reset.join(', ')}`
    })
  }
  const what = testId === undefined ? 'everything' : `what belongs to ${testId}`
  return (
    <section class="card control" aria-label="Reset">
      <header>
        <h2>Reset</h2>
      </header>
      <p class="soft">
        {testId === undefined
          ? 'Journal, faults, quotas, clock, scenarios of bots and used token ids are as at the start.'
          : 'Its entries of the journal, its faults, quotas and clock are as at the start.'}
      </p>
      <div class="buttons">
        {isAsked ? (
          <>
            <button type="button" class="main" onClick={reset}>
              Yes, reset {what}
            </button>
            <button type="button" onClick={() => setIsAsked(false)}>
              No
            </button>
          </>
        ) : (
          <button type="button" onClick={() => setIsAsked(true)}>
            Reset {what}
          </button>
        )}
      </div>
      <ActionStatus action={action} />
    </section>
  )
}
