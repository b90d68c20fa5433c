import { useState } from 'preact/hooks'
import type { ScenarioProblem } from '../../api/answers.ts'
import { ChartCard } from '../../charts/chart-card.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { Choice } from '../../parts/fields.tsx'
import { Note, Skeleton } from '../../parts/notes.tsx'
import type { Checked } from './use-check.ts'
import { weekOfBot } from './week-chart.ts'

interface FindingsProps {
  readonly check: Checked
  readonly onGo: (problem: ScenarioProblem) => void
}

/** What is wrong with the text, what its days come to, and the week that it makes. */
export function Findings({ check, onGo }: FindingsProps) {
  const { value, failure, isUnderWay, call } = check
  const [chosen, setChosen] = useState('')
  if (failure !== undefined) {
    return (
      <Note kind="error" title={failure.message}>
        What is written could not be checked; it is tried again with the next change.
      </Note>
    )
  }
  if (value === undefined) return <Skeleton label="Checking the text" rows={6} />
  const bot = value.bots.find(({ id }) => id === chosen) ?? value.bots[0]
  const week = bot && weekOfBot(bot)
  return (
    <div class="findings" aria-busy={isUnderWay}>
      <section class="card" aria-label="Mistakes">
        <h2 aria-live="polite">
          {value.valid
            ? 'No mistakes'
            : value.problems.length === 1
              ? 'One mistake'
              : `${value.problems.length} mistakes`}
        </h2>
        <ul class="problems">
          {value.problems.map((problem, i) => (
            <li key={i}>
              {problem.line === undefined || problem.file !== undefined ? (
                <span class="soft">{problem.file ?? 'the whole'}</span>
              ) : (
                <button type="button" class="quiet" onClick={() => onGo(problem)}>
                  Line {problem.line}
                </button>
              )}
              <span>
                {problem.path !== '' && <code>{problem.path}</code>} {problem.message}{' '}
                <span class="soft">{problem.code}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      {bot !== undefined && week !== undefined && (
        <ChartCard
          title="The week that it makes"
          data={week}
          calls={[call]}
          note={`${value.valid ? '' : 'As it was before the mistake. '}Days of ${bot.zone}, up to now.${
            value.isCut ? ' Some bots are left out: there are many, or they are large.' : ''
          }`}
        >
          {value.bots.length > 1 && (
            <Choice
              label="Bot"
              value={bot.id}
              options={value.bots.map(({ id, name }) => [id, name])}
              onChoose={setChosen}
            />
          )}
          <StackedBars label={`Sessions of ${bot.name} by day and how they end`} data={week} height={170} />
        </ChartCard>
      )}
      {value.resolved.length > 0 && (
        <section class="card" aria-label="Days by the clock">
          <h2>Days by the clock</h2>
          <ul class="problems">
            {value.resolved.map(({ path, said, value: day, zone }) => (
              <li key={path}>
                <code>{said}</code>
                <span>
                  is {day} <span class="soft">({zone})</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
