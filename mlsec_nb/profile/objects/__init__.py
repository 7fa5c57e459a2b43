"""What an object in memory holds, without pickling it and without running its methods."""
