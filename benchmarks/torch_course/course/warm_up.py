"""`import torch` alone isn't warm: the first comparison and optimizer import 800 modules more."""

import torch

torch.set_num_threads(1)
weight = torch.ones(3, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.1)
(weight**2).sum().backward()
optimizer.step()
torch.testing.assert_close(weight.detach(), torch.full((3,), 0.8))
