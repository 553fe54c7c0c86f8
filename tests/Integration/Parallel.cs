// One class for each server and one instance for each class: the servers do not disturb each other.
[assembly: Parallelize(Workers = 3, Scope = ExecutionScope.ClassLevel)]
