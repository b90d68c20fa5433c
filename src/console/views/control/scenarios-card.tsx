import { useState } from 'preact/hooks'
import type { ScenarioList } from '../../api/answers.ts'
import { scenarioListCall } from '../../api/calls.ts'
import { clearScenarioCall, switchScenarioCall } from '../../api/control-calls.ts'
import { ControlCard } from '../../parts/control-card.tsx'
import { Choice } from '../../parts/fields.tsx'
import { Scrolls } from '../../parts/scrolls.tsx'
import { useAction } from '../../state/action.ts'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'

/** Which world a bot has. */
export function ScenariosCard({ testId }: { readonly testId: string | undefined }) {
  const { client, world, changed } = useMock()
  const action = useAction()
  const [chosen, setChosen] = useState('')
  const loaded = useLoad('scenarios', signal => client.send(scenarioListCall(), signal))
  const bots = world.bots.filter(({ id }) => chosen === '' || id === chosen)
  const whose = chosen === '' ? 'All bots' : (bots[0]?.name ?? chosen)
  const give = (name: string, current: string) =>
    action.run(async () => {
      for (const { id } of bots) {
        await client.send(name === current ? clearScenarioCall(id) : switchScenarioCall(id, name))
      }
      changed()
      loaded.again()
      return `${whose} ${chosen === '' ? 'have' : 'has'} ${name} now`
    })
  const back = ({ bots, current }: ScenarioList) =>
    action.run(async () => {
      for (const id of Object.keys(bots)) await client.send(clearScenarioCall(id))
      changed()
      loaded.again()
      return `All bots have ${current} again`
    })
  return (
    <ControlCard
      title="Scenarios"
      about={
        testId === undefined ? (
          'A bot can be given the world of another scenario; the others keep theirs.'
        ) : (
          <>
            Scenarios are given to bots, for all callers. A single call is answered from another one by its header{' '}
            <code>X-Mock-Scenario</code>.
          </>
        )
      }
      action={action}
      loaded={loaded}
    >
      {list => (
        <>
          <div class="fault-choice">
            <Choice
              label="Give to"
              value={chosen}
              options={[['', 'All bots'], ...world.bots.map(({ id, name }) => [id, name] as const)]}
              onChoose={setChosen}
            />
            <button
              type="button"
              aria-disabled={Object.keys(list.bots).length === 0}
              onClick={() => Object.keys(list.bots).length > 0 && back(list)}
            >
              All back to {list.current}
            </button>
          </div>
          <Scrolls label="Scenarios that there are">
            <ul class="scenarios">
              {list.scenarios.map(({ name, description }) => {
                const users = usersOf(name, list, world.bots)
                const isOfAll = bots.length > 0 && bots.every(({ id }) => (list.bots[id] ?? list.current) === name)
                return (
                  <li key={name} class={users.length > 0 ? 'is-used' : undefined}>
                    <div>
                      <b>{name}</b>
                      {name === list.current && <span class="badge">started with</span>}
                      {users.length > 0 && <span class="badge">{users.join(', ')}</span>}
                      <p class="soft">{description}</p>
                    </div>
                    <button
                      type="button"
                      aria-label={isOfAll ? `In use: ${name}` : `Use ${name}`}
                      aria-disabled={isOfAll}
                      onClick={() => isOfAll || give(name, list.current)}
                    >
                      {isOfAll ? 'In use' : 'Use'}
                    </button>
                  </li>
                )
              })}
            </ul>
          </Scrolls>
        </>
      )}
    </ControlCard>
  )
}

/** Names of the bots that have a scenario which is not the one that the mock was started with. */
function usersOf(
  scenario: string,
  { bots }: ScenarioList,
  named: readonly { readonly id: string; readonly name: string }[],
): string[] {
  return Object.entries(bots)
    .filter(([, name]) => name === scenario)
    .map(([id]) => named.find(bot => bot.id === id)?.name ?? id)
}
