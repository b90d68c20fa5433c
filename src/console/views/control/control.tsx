import { TextField, Toolbar } from '../../parts/fields.tsx'
import { useQuery } from '../../state/router.ts'
import { ClockCard } from './clock-card.tsx'
import { FaultsCard } from './faults-card.tsx'
import { QuotasCard } from './quotas-card.tsx'
import { ResetCard } from './reset-card.tsx'
import { ScenariosCard } from './scenarios-card.tsx'
import { TokensCard } from './tokens-card.tsx'

/** All that can be changed while the mock runs, for everybody or for one test id. */
export function ControlView() {
  const [query, setQuery] = useQuery()
  const testId = query.get('test') ?? undefined
  return (
    <>
      <h1 tabIndex={-1}>Control</h1>
      <Toolbar label="For whom">
        <TextField
          label="Only for the test id"
          value={testId ?? ''}
          placeholder="everybody"
          onEnter={test => setQuery({ test })}
        />
        <p class="for-whom">
          {testId === undefined ? (
            'What you change holds for all callers.'
          ) : (
            <>
              Clock, faults, quotas and reset are those of calls with <code>X-Test-Id: {testId}</code>.
            </>
          )}
        </p>
      </Toolbar>
      <div class="controls" key={testId}>
        <div>
          <ClockCard testId={testId} />
          <FaultsCard testId={testId} />
          <QuotasCard testId={testId} />
        </div>
        <div>
          <TokensCard />
          <ScenariosCard testId={testId} />
          <ResetCard testId={testId} />
        </div>
      </div>
    </>
  )
}
