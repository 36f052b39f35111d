/** Messages of src/ui/start. */
export const start = {
  'start.title': 'Start',
  'start.lead': 'A Kubernetes cluster lives in this tab. What would you like to see?',
  'start.build.title': 'Build your own',
  'start.build.summary': 'Write a manifest, or begin with a sample.',
  'start.dismiss': 'Just look around',
  'start.step': 'Step {step} of {steps}',
  'start.faster': 'Faster',
  'start.next': 'Next',
  'start.leave': 'Leave',
  'start.again': 'Another one',
  'start.failed': 'The cluster refused: {message}',
  'start.continue.title': 'Go on where you were',
  'start.continue.summary': 'The cluster as you left it, with its whole history.',
} as const;
