"""使用: what an employer does with a skill. So far the posts 岗位 that it appoints people to."""
