"""What is told of a deployment once CloudFormation is done with it."""
