/** Messages of src/ui/canvas/search. */
export const search = {
  'find.open': 'Find on the map',
  'find.placeholder': 'name, app=web, ns:shop, status:failed',
  'find.hint':
    'All terms must hold. ns: status: node: kind: owner: zone: and labels; -term for what is not so. Enter goes to the first, Esc clears.',
  'find.count': '{found} of {all}',
  'find.clear': 'Clear and close',
  'find.list': 'What was found',
  'find.follow': 'Follow what is selected',
  'find.following': 'Following {name}',
  'find.followNothing': 'Following what you select',
} as const;
