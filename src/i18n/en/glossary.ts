/** Messages of src/ui/glossary; the words themselves are in its terms. */
export const glossary = {
  'glossary.title': 'Glossary',
  'glossary.card': 'What this word means',
  'glossary.not': 'Mind:',
  'glossary.show': 'Show',
  'glossary.related': 'Related words',
  'glossary.back': 'Back',
  'glossary.search': 'Search the words',
  'glossary.count': '{count} {count|word|words}',
  'keys.glossary': 'Glossary',
} as const;
