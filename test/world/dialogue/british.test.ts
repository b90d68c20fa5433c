import t from 'tap'
import { britishWords } from '../../../src/world/dialogue/british.ts'
import { tinyPack } from '../helper.ts'

t.test('American words and spellings are British for the United Kingdom; slots and keys stay', async t => {
  const words = tinyPack().words.en!
  const phrases = {
    ...words.phrases,
    welcome: ['Travelers of our center, the color {color} was canceled.', 'Your ZIP code? Favorite flavors, tired.'],
  }
  const { phrases: changed, intents } = britishWords({ ...words, phrases })
  t.same(changed.welcome, [
    'Travellers of our centre, the colour {color} was cancelled.',
    'Your postcode? Favourite flavors, tired.',
  ])
  t.same(intents, words.intents)
})
